using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MlNetCnn.Testing;

/// <summary>A request to a <see cref="FileServer"/>, and what is sent in return.</summary>
public sealed class FileRequest
{
    private readonly TcpClient _client;
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private FileRequest(TcpClient client, int number) => (_client, Number) = (client, number);

    /// <summary>Which request of the server it is, from 1.</summary>
    public int Number { get; }

    /// <summary>What is asked for, from the slash.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The first byte that is asked for; null for all.</summary>
    public long? From => _headers.TryGetValue("Range", out var range) ? long.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : null;

    /// <summary>A header; null when it was not sent.</summary>
    public string? Header(string name) => _headers.GetValueOrDefault(name);

    /// <summary>Sends the status and headers.</summary>
    /// <param name="status">As <c>200 OK</c>.</param>
    /// <param name="headers">Each as <c>Name: value</c>.</param>
    public void Head(string status, params string[] headers) => Body(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n"));

    /// <summary>Sends bytes.</summary>
    public void Body(ReadOnlySpan<byte> bytes)
    {
        _client.GetStream().Write(bytes);
        _client.GetStream().Flush();
    }

    /// <summary>Resets the connection; the other side may lose what it has not read yet.</summary>
    public void Break()
    {
        _client.Client.LingerState = new LingerOption(true, 0);
        _client.Close();
    }

    /// <summary>Answers as a good server does: the rest of the file when the version asked for is the one there is, else all of it.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="tag">Its ETag with the quotes; null for none.</param>
    /// <param name="most">Bytes after which the connection ends, before its time; null for all.</param>
    public void Serve(byte[] file, string? tag, int? most = null)
    {
        string[] version = tag is null ? [] : [$"ETag: {tag}"];
        var from = From is { } start && (Header("If-Range") is not { } asked || asked == tag) ? start : 0;
        if (from > 0 && from >= file.Length)
        {
            Head("416 Range Not Satisfiable", [$"Content-Range: bytes */{file.Length}", "Content-Length: 0", .. version]);
            return;
        }

        Head(from > 0 ? "206 Partial Content" : "200 OK", [$"Content-Length: {file.Length - from}", .. from > 0 ? [$"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}"] : Array.Empty<string>(), .. version]);
        var rest = file.AsSpan((int)from);
        Body(most < rest.Length ? rest[..most.Value] : rest);
    }

    internal static FileRequest Read(TcpClient client, int number)
    {
        var request = new FileRequest(client, number);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, false, 1024, leaveOpen: true);
        request.Path = (reader.ReadLine() ?? throw new IOException("nothing was asked")).Split(' ')[1];
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':');
            request._headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return request;
    }
}
