using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetCnn.Training;

/// <summary>Reads what <see cref="CheckpointWriter"/> wrote. Trusts no length: none is taken for more than the file still has.</summary>
internal sealed class CheckpointReader
{
    private const int LongestName = 4096, LongestJson = 64 << 20;

    private readonly string _path;
    private readonly Dictionary<string, (int Kind, byte[] Content)> _entries = new(StringComparer.Ordinal);

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">What to call it in errors.</param>
    /// <param name="stream">From its beginning; of known length.</param>
    /// <exception cref="CheckpointException">It is damaged, or none.</exception>
    public CheckpointReader(string path, Stream stream)
    {
        _path = path;
        Span<byte> head = stackalloc byte[16];
        var magic = head[..CheckpointWriter.Magic.Length];
        if (stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length || !magic.SequenceEqual(CheckpointWriter.Magic))
            throw Wrong("byte 0", "it does not begin as a checkpoint of this version does.");
        while (true)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"byte {stream.Position}");
            Fill(stream, head, place);
            var (kind, name, length) = (BinaryPrimitives.ReadInt32LittleEndian(head), BinaryPrimitives.ReadInt32LittleEndian(head[4..]), BinaryPrimitives.ReadInt64LittleEndian(head[8..]));
            var limit = kind switch { CheckpointWriter.End => 0, CheckpointWriter.Json => LongestJson, CheckpointWriter.Singles or CheckpointWriter.Doubles => Array.MaxLength, _ => -1 };
            if (limit < 0) throw Wrong(place, $"there is no kind {kind} of entry.");
            if (name < 0 || name > LongestName || length < 0 || length > Math.Min(limit, stream.Length - stream.Position))
                throw Wrong(place, string.Create(CultureInfo.InvariantCulture, $"an entry of {name} bytes of name and {length} bytes of content does not fit into the file."));
            byte[] text = new byte[name], content = new byte[length], sum = new byte[4];
            Fill(stream, text, place);
            Fill(stream, content, place);
            Fill(stream, sum, place);
            if (BinaryPrimitives.ReadUInt32LittleEndian(sum) != Crc32C.Of(content, Crc32C.Of(text, Crc32C.Of(head)))) throw Wrong(place, "the checksum is not that of the entry.");
            if (kind == CheckpointWriter.End) break;
            if (!_entries.TryAdd(Encoding.UTF8.GetString(text), (kind, content))) throw Wrong(place, $"there are two entries '{Encoding.UTF8.GetString(text)}'.");
        }

        if (stream.Position != stream.Length) throw Wrong(string.Create(CultureInfo.InvariantCulture, $"byte {stream.Position}"), "something stands behind the end.");
    }

    public JsonObject Json(string name)
    {
        try
        {
            return JsonNode.Parse(Content(name, CheckpointWriter.Json), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                ?? throw Wrong(name, "it is no JSON object.");
        }
        catch (JsonException e)
        {
            throw Wrong(name, $"it is not JSON: {e.Message}", e);
        }
    }

    public float[] Singles(string name)
    {
        var content = Content(name, CheckpointWriter.Singles);
        if (content.Length % sizeof(float) != 0) throw Wrong(name, "its length is no multiple of 4 bytes.");
        var values = new float[content.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(content.AsSpan(i * sizeof(float)));
        return values;
    }

    public double[] Doubles(string name)
    {
        var content = Content(name, CheckpointWriter.Doubles);
        if (content.Length % sizeof(double) != 0) throw Wrong(name, "its length is no multiple of 8 bytes.");
        var values = new double[content.Length / sizeof(double)];
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadDoubleLittleEndian(content.AsSpan(i * sizeof(double)));
        return values;
    }

    /// <summary>Refuses entries that nobody asked for.</summary>
    public void End()
    {
        if (_entries.Count > 0) throw Wrong(_entries.Keys.Order(StringComparer.Ordinal).First(), "nothing in the file names this entry.");
    }

    /// <summary>An error of this file.</summary>
    public CheckpointException Wrong(string place, string what, Exception? inner = null) => new(_path, place, what, inner);

    /// <summary>An entry's bytes; each is asked for once, and then let go.</summary>
    private byte[] Content(string name, int kind)
    {
        if (!_entries.Remove(name, out var entry)) throw Wrong(name, "there is no such entry.");
        return entry.Kind == kind ? entry.Content : throw Wrong(name, $"it is of the kind {entry.Kind}, not {kind}.");
    }

    private void Fill(Stream stream, Span<byte> buffer, string place)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length) throw Wrong(place, "the file ends amid an entry.");
    }
}
