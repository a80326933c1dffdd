namespace MlNetCnn.TensorFlow.Native;

/// <summary>Where TensorFlow's library may be.</summary>
internal static class LibraryPlaces
{
    public const string Variable = "MLNETCNN_TENSORFLOW";

    /// <summary>
    /// The library's names here, best first. The packages of SciSharp carry it without a version in its name, TensorFlow's own archives with one, and the Python wheel carries the C API
    /// inside <c>libtensorflow_cc</c>.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
        OperatingSystem.IsWindows() ? ["tensorflow.dll"]
        : OperatingSystem.IsMacOS() ? ["libtensorflow.2.dylib", "libtensorflow.dylib", "libtensorflow_cc.2.dylib"]
        : ["libtensorflow.so.2", "libtensorflow.so", "libtensorflow_cc.so.2"];

    /// <summary>What lies beside the library and is to be loaded before it, so that it is found wherever the two are.</summary>
    public static string Framework { get; } = OperatingSystem.IsMacOS() ? "libtensorflow_framework.2.dylib" : "libtensorflow_framework.so.2";

    /// <summary>Below a folder: itself, an unpacked archive of TensorFlow, a <c>site-packages</c>, an application.</summary>
    private static IReadOnlyList<string> Subfolders { get; } = ["", "lib", "tensorflow", Path.Combine("runtimes", Install.Platform, "native")];

    /// <summary>The files that a folder may have.</summary>
    public static IEnumerable<string> In(string folder) => from sub in Subfolders from name in Names select Path.Combine(folder, sub, name);

    /// <summary>The folders of the program: its own, and those that its host was told of (<c>deps.json</c>).</summary>
    public static IEnumerable<string> Program => new[] { AppContext.BaseDirectory }
        .Concat((AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [])
        .Select(folder => Path.TrimEndingDirectorySeparator(folder))
        .Distinct();

    /// <summary>The file or folder that somebody named, and who did; null for nobody.</summary>
    public static (string Path, string By)? Named(string? option) =>
        option is not null ? (Path.GetFullPath(option), $"{nameof(TensorFlowOptions)}.{nameof(TensorFlowOptions.Library)}")
        : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? (Path.GetFullPath(named), $"the environment variable {Variable}")
        : null;
}
