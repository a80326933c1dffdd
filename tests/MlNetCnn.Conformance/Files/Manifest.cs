using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;

namespace MlNetCnn.Conformance.Files;

/// <summary>Lists of files, as JSON.</summary>
internal static class Manifest
{
    /// <summary>Writes one.</summary>
    public static void Write(string path, JsonArray entries) => AtomicFile.Write(path, stream =>
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        entries.WriteTo(writer);
    });
}
