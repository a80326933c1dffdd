using MlNetCnn.Persistence;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>Puts a training's history into a model zip, as JSON beside the network, and gets it back.</summary>
internal static class HistoryArchive
{
    /// <summary>Name of the entry beside the component.</summary>
    public const string EntryName = "History.json";

    /// <summary>Writes the history.</summary>
    public static void Write(TransformerWriter writer, History history)
    {
        using var json = new MemoryStream();
        history.WriteJson(json);
        writer.WriteEntry(EntryName, json.ToArray());
    }

    /// <summary>Reads the history.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static History Read(TransformerReader reader)
    {
        using var json = new MemoryStream(reader.ReadEntry(EntryName), writable: false);
        return History.ReadJson(json, EntryName);
    }
}
