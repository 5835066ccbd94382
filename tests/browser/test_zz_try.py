OWN = {"age_years": 62, "sex": "female", "menopausal_status": "postmenopausal", "has_scan": "yes", "scan_regions": ["femoral_neck_left"], "femoral_neck_left.t_score": -1.8}
WATCH="""() => { window.__log=[]; document.addEventListener('focusin',e=>window.__log.push(['in',e.target.tagName]),true); const f=HTMLElement.prototype.focus; HTMLElement.prototype.focus=function(...a){window.__log.push(['call',this.tagName,this.isConnected,this.disabled]); return f.apply(this,a)}; let v=window.__bonecheckFocus; Object.defineProperty(window,'__bonecheckFocus',{get(){return v},set(x){window.__log.push(['token',x]);v=x}});}"""
def test_goto_question(tab):
    tab.put_draft(OWN).open("/results")
    tab.page.evaluate(WATCH)
    for i in (1,):
        tab.page.locator(f".st-key-open_{i} button").first.click(); tab.settle(); tab.page.wait_for_timeout(600)
    print(tab.heading.inner_text(), tab.focused()['tag'], [x for x in tab.page.evaluate("window.__log")])
