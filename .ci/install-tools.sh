# Finds or installs the tools for .ci/run that are not npm packages. A tool that cannot be installed fails the run: no
# check is skipped. `scratch` names a folder that .ci/run removes.

install_cfn_lint() {
  if ! command -v cfn-lint > /dev/null; then
    python3 -m venv "$scratch/python" || return
    "$scratch/python/bin/pip" install --quiet cfn-lint==1.51.0 || return
    PATH="$scratch/python/bin:$PATH"
  fi
  cfn-lint --version
}

install_chromium() {
  if [ -z "${CHROMIUM_PATH:-}" ]; then
    if ! command -v chromium > /dev/null; then
      local privileged=()
      [ "$(id -u)" = 0 ] || privileged=(sudo)
      "${privileged[@]}" apt-get update -qq || return
      "${privileged[@]}" apt-get install --yes --no-install-recommends -qq chromium || return
    fi
    CHROMIUM_PATH="$(command -v chromium)"
  fi
  # Without this variable the browser tests are skipped. With a wrong path they fail.
  export CHROMIUM_PATH
  "$CHROMIUM_PATH" --version
}
