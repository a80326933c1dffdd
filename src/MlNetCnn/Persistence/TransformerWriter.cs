using System.Text.Json;
using Microsoft.ML;

namespace MlNetCnn.Persistence;

/// <summary>Writes one component into a model zip: its name, its settings as JSON, and blobs as entries of their own.</summary>
internal sealed class TransformerWriter
{
    private readonly ModelSaveContext _context;

    public TransformerWriter(ModelSaveContext context, string name, object settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
        var writer = MlNetInternals.Instance.BeginSave(context, FormatVersion.Current);
        writer.Write(name);
        writer.Write(JsonSerializer.Serialize(settings, settings.GetType(), TransformerJson.Options));
    }

    /// <summary>Writes an entry beside the component.</summary>
    /// <param name="name">Name of the entry, e.g. <c>Network.keras</c>.</param>
    /// <param name="content">The whole content.</param>
    public void WriteEntry(string name, ReadOnlyMemory<byte> content) =>
        MlNetInternals.Instance.SaveBinaryStream(_context, name, writer => writer.Write(content.Span));
}
