// Has a process say at its end how much memory it held at most, in KiB.
process.on('exit', () => process.stderr.write(`maxrss ${process.resourceUsage().maxRSS}\n`));
