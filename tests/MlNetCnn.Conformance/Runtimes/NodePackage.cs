using System.Text.Json;

namespace MlNetCnn.Conformance.Runtimes;

/// <summary>A package of npm.</summary>
/// <param name="Name">Its name: <c>onnxruntime-node</c>.</param>
/// <param name="Version">Its version; null for the newest, or the one that is there.</param>
internal sealed record NodePackage(string Name, string? Version = null)
{
    /// <summary>Sees that packages are there, and installs those that are not.</summary>
    /// <param name="node">Node.js's program.</param>
    /// <param name="packages">The packages.</param>
    /// <param name="folder">Where they are, or are put, under <c>node_modules</c>.</param>
    /// <param name="cancellation">Ends the installation.</param>
    /// <returns>Why they are not to be had; null where they are there.</returns>
    public static string? Ensure(string node, IReadOnlyList<NodePackage> packages, string folder, CancellationToken cancellation)
    {
        var runtime = ChildProcess.Run(node, ["--version"], cancellation);
        if (runtime.Code != 0) return $"Node.js does not run ('{node} --version': {runtime.LastWords})";
        if (packages.All(p => p.IsIn(folder))) return null;
        Directory.CreateDirectory(folder);

        // Scripts of packages would fetch libraries for GPUs; those for the processor are in them.
        var npm = ChildProcess.Run("npm", ["install", .. packages.Select(p => p.ToString()), "--ignore-scripts", "--no-audit", "--no-fund", $"--prefix={folder}"], cancellation);
        return npm.Code == 0 ? null : $"npm could not install {string.Join(", ", packages)} ({npm.LastWords})";
    }

    private bool IsIn(string folder)
    {
        var about = Path.Combine(folder, "node_modules", Name, "package.json");
        if (!File.Exists(about)) return false;
        using var json = JsonDocument.Parse(File.ReadAllBytes(about));
        return Version is null || json.RootElement.GetProperty("version").GetString() == Version;
    }

    /// <summary>As npm takes it.</summary>
    public override string ToString() => Version is null ? Name : $"{Name}@{Version}";
}
