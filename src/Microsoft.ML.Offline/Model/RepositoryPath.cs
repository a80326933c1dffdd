using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Names of entries: directories and a name joined by slashes, never leading out of the zip.</summary>
internal static class RepositoryPath
{
    public static string Combine(string directory, string name)
    {
        Contracts.CheckParam(!string.IsNullOrWhiteSpace(name) && !name.Contains(".."), nameof(name));
        Contracts.CheckParam(directory?.Contains("..") != true, nameof(directory));
        return Normalize(string.IsNullOrEmpty(directory) ? name : directory + "/" + name);
    }

    public static string Normalize(string path) => path.Replace('\\', '/').TrimStart('/');
}
