"""Opens an address in WebKitGTK and prints the last event of the run it starts, as JSON.

Needs a screen (xvfb-run gives one) and Debian's webkit2gtk-driver.
"""

import json
import os
import shutil
import sys

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

# WebKit's sandbox needs privileges that containers withhold; the page is our own.
os.environ["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"


def main(address: str) -> None:
    service = webdriver.WebKitGTKService(executable_path=shutil.which("WebKitWebDriver"))
    driver = webdriver.WebKitGTK(service=service)
    try:
        # There is no script before the page's own here, so the run is started once we listen.
        driver.get(address.replace("&run=1", ""))
        driver.execute_script(
            """addEventListener("fitting-room", ({detail}) => {
                 if (detail.type === "done" || detail.type === "failed") window.outcome = detail;
               });
               location.hash += "&run=1";"""
        )
        outcome = WebDriverWait(driver, 240).until(
            lambda page: page.execute_script("return window.outcome")
        )
        print(json.dumps(outcome))
    finally:
        driver.quit()


main(sys.argv[1])
