// A button that opens the browser's own way to print or to keep a page as a file.
export default function (component) {
  const button = component.parentElement.querySelector('button');
  button.textContent = component.data.label;
  button.onclick = () => window.print();
}
