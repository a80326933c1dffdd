using Xunit;

namespace MlNetCnn.Testing;

/// <summary>
/// The folder of real photos, weights and Keras files that some tests read. It is not part of the repository: the environment
/// variable <c>MLNETCNN_DATA</c> names it. A test that needs it is skipped, with the reason, where it is absent.
/// </summary>
public static class TestData
{
    /// <summary>Name of the environment variable.</summary>
    public const string Variable = "MLNETCNN_DATA";

    /// <summary>Absolute path of a file or folder under the data folder; skips the running test when there is none.</summary>
    /// <param name="parts">Path below the data folder, e.g. <c>"images", "elephant.jpg"</c>.</param>
    public static string Path(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(root), $"{Variable} is not set: this test needs {string.Join('/', parts)} of the data folder.");
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine([root!, .. parts]));
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"{Variable} has no {string.Join('/', parts)}.");
        return path;
    }
}
