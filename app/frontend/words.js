// Streamlit speaks English only. Says its own words in Chinese, wherever they appear, and tells screen readers the
// page's language. Mounted once on every page. Where one signs in, `data` says where to ask who that is now, and where to go
// once nobody is, so that nothing stays on a screen that has been left; `as`: for whom the page was drawn, so that it is
// drawn anew for who may do something else by now.

const WORDS = {
  "Select all": "全选", "No results": "没有匹配的项", "No options to select": "没有可选的项", "Select...": "请选择",
  "Choose options": "请选择", "Choose an option": "请选择", "Clear all": "全部清除", "Clear value": "清除",
  "Clear selection": "取消选择", "Selected values": "已选的项", Open: "展开", Close: "关闭", Cancel: "取消",
  "Press Enter to apply": "按回车生效", "Press Enter to submit form": "按回车提交", "Press Ctrl+Enter to apply": "按 Ctrl+回车生效",
  Fullscreen: "全屏", "Close fullscreen": "退出全屏", "Toggle fullscreen": "全屏", Search: "查找", "Close Search": "关闭查找",
  "Previous Result": "上一处", "Next Result": "下一处", "Download as CSV": "下载 CSV", "Download as PNG": "下载图片",
  "Show/hide columns": "显示或隐藏列", "Show data": "看数据", "Show chart": "看图", "Dataframe column menu": "列的菜单",
  "Sort ascending": "升序", "Sort descending": "降序", Format: "格式", Autosize: "自动宽度", "Pin column": "固定列",
  "Unpin column": "取消固定", "Hide column": "隐藏列", Automatic: "自动", Localized: "带分隔符", Plain: "原样",
  Compact: "缩写", Percent: "百分比", Scientific: "科学记数", Statistics: "统计", "Copy column name": "复制列名",
  "Copy to clipboard": "复制", Copy: "复制", "No data": "没有数据", empty: "空", "Running...": "正在运行…", Stop: "停止",
  "Stop script": "停止", Rerun: "重新运行", "Skip to main content": "跳到正文", "App pages": "页面", "Main menu": "菜单",
  Settings: "设置", Print: "打印", "Link to heading": "此标题的链接", "Connecting": "正在连接", "Connection error": "连接中断",
  Upload: "选择文件", "Browse files": "选择文件", "Add files": "添加文件", "Drag and drop files here": "把文件拖到这里",
  "Drag and drop file here": "把文件拖到这里", "Too many files": "文件太多", "Only one file is allowed.": "只能放一个文件",
  "Network Error": "网络出错，请重试", "Download failed": "下载失败，请重试", "Choose date": "选择日期",
  "Choose date range": "选择起止日期", "Clear date": "清除日期", "Previous month": "上个月", "Next month": "下个月",
  "Previous page": "上一页", "Next page": "下一页", "Page not found": "没有这一页", Increment: "加", Decrement: "减",
  "Scroll tabs left": "向左", "Scroll tabs right": "向右", "Try again": "再试一次",
  "Vega visualization": "图表", "Copy Vega-Lite spec": "复制图的定义", "file upload": "放入文件",
  "You selected a page that does not exist. Running the app's main page.": "这个地址没有页面，已打开总览。",
  "The page that you have requested does not seem to exist. Running the app's main page.": "这个地址没有页面，已打开总览。",
};
// Words with something in them that changes.
const PATTERNS = [
  [/^(?:Error: )?(?:AxiosError: )?Request failed with status code (?:401|403)$/, "没有传上去：登录已结束，或不能再导入"],
  [/^(?:Error: )?(?:AxiosError: )?Request failed with status code (\d+)$/, "没有传上去，请重试（$1）"],
  [/^Connection failed with status (\d+)(?:\.|, and response:)$/, "连不上（$1），请刷新页面"],
  [/^(\d+(?:\.\d+)?)\s?MB per file.*$/, "每个不超过 $1 MB"],
  [/^File must be (\S+) or smaller\.$/, "文件不能超过 $1"],
  [/^(\S+) files are not allowed\.?$/, "不能读 $1 文件"],
  [/^Select all \((\d+)\)$/, "全选（$1）"],
  [/^(\d+) of (\d+)$/, "第 $1 处，共 $2 处"],
  [/^(\d+) results?$/, "$1 处"],
  [/^Copy column name: (.*)$/, "复制列名：$1"],
  [/^Remove (.*)$/s, "去掉 $1"],
  [/^Show data: (.*)$/s, "看数据：$1"],
  [/^Show chart: (.*)$/s, "看图：$1"],
  [/^Download as PNG: (.*)$/s, "下载图片：$1"],
  [/^Fullscreen: (.*)$/s, "全屏：$1"],
  [/^Copy Vega-Lite spec: (.*)$/s, "复制图的定义：$1"],
];
const ATTRIBUTES = ["aria-label", "title", "placeholder"];
// What holds people's own words, or answers, is left as it is.
const LEFT_ALONE = 'textarea, [contenteditable], [data-testid="stMarkdownContainer"], [data-testid="stCode"]';

const REFUSED = /status (?:code )?40[13]\b/; // what Streamlit says of what the server's guard did not let pass
const ASK_EVERY = 30_000; // milliseconds
let watching = null;
let page = null; // how to ask, and how to have the page drawn anew
let drawnFor = null; // whoever it was drawn anew for

export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = "zh-CN";
  if (data?.ask) {
    if (!page) {
      setInterval(lookWhoItIs, ASK_EVERY);
      addEventListener("focus", lookWhoItIs); // who comes back from another tab may have signed out there
    }
    page = { ...data, drawAnew: () => setTriggerValue("other", Date.now()) };
  }
  if (watching) return;
  translate(document.body);
  watching = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else if (change.type === "attributes") translateAttributes(change.target);
      else translateText(change.target);
    }
  });
  watching.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
}

async function lookWhoItIs() {
  const answer = await fetch(page.ask, { cache: "no-store" }).catch(() => null); // the network may be away for a while
  if (answer?.status === 401) {
    location.assign(`${page.go}?next=${encodeURIComponent(location.pathname + location.search)}`);
    return;
  }
  const now = answer?.ok ? await answer.text() : page.as;
  if (now === page.as || now === drawnFor) return;
  drawnFor = now;
  page.drawAnew();
}

function inChinese(text) {
  const words = text.trim();
  if (Object.hasOwn(WORDS, words)) return WORDS[words];
  for (const [pattern, chinese] of PATTERNS) if (pattern.test(words)) return words.replace(pattern, chinese);
  return null;
}

function translate(node) {
  if (node.nodeType === Node.TEXT_NODE) return translateText(node);
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const all = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let each = all.currentNode; each; each = all.nextNode()) {
    if (each.nodeType === Node.TEXT_NODE) translateText(each);
    else {
      translateAttributes(each);
      level(each);
    }
  }
}

function translateText(node) {
  if (page && REFUSED.test(node.nodeValue)) lookWhoItIs();
  const chinese = inChinese(node.nodeValue);
  if (chinese === null) return;
  const around = node.parentElement;
  if (!around?.closest(LEFT_ALONE) || around.closest("[data-testid=stFileUploader] button")) node.nodeValue = chinese;
}

// Streamlit's own headings leave a level out: below the title of the page (h1) stand h3. For who hears the page they are
// the second.
// Where files are put is a group with a name, not nothing.
function level(element) {
  if (element.dataset.testid === "stFileUploaderDropzone") element.setAttribute("role", "group");
  if (element.localName === "h3" && element.closest("[data-testid=stHeading]")) element.setAttribute("aria-level", "2");
}

function translateAttributes(element) {
  for (const name of ATTRIBUTES) {
    const chinese = inChinese(element.getAttribute(name) ?? "");
    if (chinese !== null) element.setAttribute(name, chinese);
  }
}
