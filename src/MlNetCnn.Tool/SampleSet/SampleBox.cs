namespace MlNetCnn.Tool.SampleSet;

/// <summary>Where the object of one picture is.</summary>
/// <param name="File">Path of the picture below the set's folder, with slashes, e.g. <c>disk/disk.0001.png</c>.</param>
/// <param name="Class">Name of its class.</param>
/// <param name="X">Left edge in pixels.</param>
/// <param name="Y">Upper edge in pixels.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record SampleBox(string File, string Class, int X, int Y, int Width, int Height);
