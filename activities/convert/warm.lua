-- Reads one text after another for warm.py: "FORMAT LENGTH\n" and the bytes come in, "LENGTH\n" and the AST as JSON
-- go out, or "-1\n" for what could not be read. The empty list shuts each reading in pandoc's own sandbox.
for head in io.lines() do
  local format, length = head:match("^(%S+) (%d+)$")
  local content = length == "0" and "" or io.read(tonumber(length))  -- reading nothing would wait for the next text
  local ok, read = pcall(function()
    return pandoc.write(pandoc.read(content, format, {}, {}), "json")
  end)
  io.write(ok and #read or -1, "\n", ok and read or "")
  io.flush()
end
