namespace MlNetCnn.Conformance.Runtimes;

/// <summary>A package of npm, found or installed.</summary>
internal static class NodePackage
{
    /// <summary>Sees that a package is there.</summary>
    /// <param name="node">Node.js's program.</param>
    /// <param name="package">The package.</param>
    /// <param name="folder">Where it is, or is put, under <c>node_modules</c>.</param>
    /// <param name="cancellation">Ends the installation.</param>
    /// <returns>Why it is not to be had; null where it is there.</returns>
    public static string? Ensure(string node, string package, string folder, CancellationToken cancellation)
    {
        var runtime = ChildProcess.Run(node, ["--version"], cancellation);
        if (runtime.Code != 0) return $"Node.js does not run ('{node} --version': {runtime.LastWords})";
        if (Directory.Exists(Path.Combine(folder, "node_modules", package))) return null;
        Directory.CreateDirectory(folder);

        // The package's own script would fetch libraries for GPUs; those for the processor are in it.
        var npm = ChildProcess.Run("npm", ["install", package, "--ignore-scripts", "--no-audit", "--no-fund", $"--prefix={folder}"], cancellation);
        return npm.Code == 0 ? null : $"npm could not install {package} ({npm.LastWords})";
    }
}
