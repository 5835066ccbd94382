import time
from tests.browser.conftest import PHONE
OWN = {"age_years": 62, "sex": "female", "menopausal_status": "postmenopausal", "has_scan": "yes", "scan_regions": ["femoral_neck_left"], "femoral_neck_left.t_score": -1.8}

def test_goto_question(tab):
    tab.put_draft(OWN).open("/results")
    print([b.inner_text() for b in tab.page.get_by_role("button").all()])
    tab.page.locator(".st-key-open_1 button").first.click(); tab.settle(); tab.page.wait_for_timeout(400)
    print(tab.heading.inner_text(), tab.focused())
    tab.page.get_by_role("radiogroup").first
    f=tab.focused()
    tab.page.keyboard.press("Space"); tab.settle(); tab.page.wait_for_timeout(400)
    print(tab.focused(), tab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop"))

def test_file_error(phone):
    phone.open("/")
    inp=phone.page.locator("input[type=file]")
    inp.scroll_into_view_if_needed()
    phone.page.get_by_text("Continue from my file").scroll_into_view_if_needed()
    inp.set_input_files({"name":"bonecheck.json","mimeType":"application/json","buffer":b"xx"})
    phone.settle(); phone.page.wait_for_timeout(800)
    print(phone.page.get_by_role("alert").all_inner_texts(), phone.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop"))
    print(phone.page.get_by_role("alert").first.bounding_box())
    phone.page.screenshot(path="/tmp/fileerr.png")

def test_tabs(new_context,new_tab):
    c=new_context(); a=new_tab(c); a.open("/")
    b=new_tab(c).open("/about-you"); b.type_in("How old are you?","62")
    print(b.stores())
    b.page.get_by_text("Remember my answers").click(); b.settle(); print(b.stores())
    a.page.get_by_role("button",name="Begin").click(); a.settle(); print('a after begin', a.stores())
    a.step("Next","Your scan"); a.step("Next","Bones and falls"); a.step("Next","Family and habits"); print('a after place', a.stores())
def test_dark_switch(tab):
    tab.put_draft(OWN).open("/results"); tab.chart()
    col=lambda: tab.page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor+' '+getComputedStyle(document.querySelector('.js-plotly-plot .annotation-text')).fill")
    print(col()); tab.page.emulate_media(color_scheme="dark"); tab.settle(); tab.page.wait_for_timeout(500); print(col())
