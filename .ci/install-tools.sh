# The tools that no package of npm brings, for .ci/run: each is found or installed. One that cannot be installed is a failure, never a
# check less. `scratch` names a folder that .ci/run removes.

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
  # the tests in a browser are skipped without a browser, and fail where this path leads nowhere
  export CHROMIUM_PATH
  "$CHROMIUM_PATH" --version
}
