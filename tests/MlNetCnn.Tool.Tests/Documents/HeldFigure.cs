namespace MlNetCnn.Tool.Tests.Documents;

/// <summary>
/// Figures of the documents are what the code draws. Where it draws others, run these tests with MLNETCNN_WRITE_FIGURES=1, look at what changed, and commit it.
/// </summary>
internal static class HeldFigure
{
    /// <summary>Holds what was drawn against the file.</summary>
    /// <param name="file">The file below docs, e.g. <c>training/schedules.svg</c>.</param>
    /// <param name="drawn">Its bytes as they are drawn now.</param>
    /// <param name="same">Whether two are the same; null for byte by byte.</param>
    public static void Check(string file, byte[] drawn, Func<byte[], byte[], bool>? same = null)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MlNetCnn.sln"))) folder = folder.Parent;
        var path = Path.Combine(folder!.FullName, "docs", file);
        if (Environment.GetEnvironmentVariable("MLNETCNN_WRITE_FIGURES") == "1") File.WriteAllBytes(path, drawn);
        var held = File.ReadAllBytes(path);
        Assert.True(same is null ? drawn.AsSpan().SequenceEqual(held) : same(drawn, held), $"docs/{file} is not what the code draws.");
    }
}
