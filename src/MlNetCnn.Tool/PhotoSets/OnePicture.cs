namespace MlNetCnn.Tool.PhotoSets;

/// <summary>What <c>--image</c> says where one picture is meant.</summary>
internal static class OnePicture
{
    /// <summary>The full path.</summary>
    /// <exception cref="UserErrorException">There is no such file, or it is a folder.</exception>
    public static string At(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full)) throw new UserErrorException($"'{full}' is a folder; --image names one picture here. grad-cam takes folders.");
        return File.Exists(full) ? full : throw new UserErrorException($"The picture '{full}' does not exist.");
    }
}
