// What a vendor's page can do: set attributes, and hear counts.
const packer = document.querySelector('nizukuri-packer');
for (const select of document.querySelectorAll('select')) {
  select.addEventListener('change', () => packer.setAttribute(select.dataset.set, select.value));
}
for (const name of ['ready', 'surveyed', 'packed', 'failed']) {
  packer.addEventListener(name, ({ detail }) => {
    document.querySelector('output').textContent = `${name} ${JSON.stringify(detail)}`;
  });
}
