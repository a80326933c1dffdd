using MlNetCnn.Keras;
using MlNetCnn.Persistence;

namespace MlNetCnn;

/// <summary>Puts a network into a model zip as a complete <c>.keras</c> archive, which anyone can lift out and open in Keras, and gets it back.</summary>
internal static class NetworkArchive
{
    /// <summary>Name of the entry beside the component.</summary>
    public const string EntryName = "Network.keras";

    /// <summary>Writes the network.</summary>
    public static void Write(TransformerWriter writer, Model model)
    {
        using var archive = new MemoryStream();
        model.Save(archive);
        writer.WriteEntry(EntryName, archive.GetBuffer().AsMemory(0, (int)archive.Length));
    }

    /// <summary>Reads the network.</summary>
    /// <exception cref="ModelFormatException">The archive is damaged.</exception>
    public static Model Read(TransformerReader reader)
    {
        using var archive = new MemoryStream(reader.ReadEntry(EntryName), writable: false);
        return Model.Load(archive, $"{reader.Name}/{EntryName}");
    }
}
