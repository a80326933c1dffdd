namespace MlNetCnn.Architecture.Tests;

/// <summary>The repository this test was built from.</summary>
internal static class Repository
{
    /// <summary>Absolute path of its root.</summary>
    public static string Root { get; } = Find();

    /// <summary>Absolute path of a file or folder in it.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "MlNetCnn.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"MlNetCnn.sln is not above {AppContext.BaseDirectory}.");
    }
}
