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

# install_packages NAME…: of Debian or Ubuntu
install_packages() {
  local privileged=()
  [ "$(id -u)" = 0 ] || privileged=(sudo)
  "${privileged[@]}" apt-get update -qq || return
  "${privileged[@]}" apt-get install --yes --no-install-recommends -qq "$@"
}

install_oathtool() {
  if [ -z "${OATHTOOL_PATH:-}" ]; then
    command -v oathtool > /dev/null || install_packages oathtool || return
    OATHTOOL_PATH="$(command -v oathtool)"
  fi
  # Without this variable the test with oathtool is skipped where it is missing. With a wrong path it fails.
  export OATHTOOL_PATH
  "$OATHTOOL_PATH" --version
}

install_chromium() {
  if [ -z "${CHROMIUM_PATH:-}" ]; then
    command -v chromium > /dev/null || install_packages chromium || return
    CHROMIUM_PATH="$(command -v chromium)"
  fi
  # Without this variable the browser tests are skipped. With a wrong path they fail.
  export CHROMIUM_PATH
  "$CHROMIUM_PATH" --version
}
