namespace MlNetCnn.Tool.Models;

/// <summary>What happens to pixels 0 to 255 before they enter a network.</summary>
internal enum PixelMode
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>x / 255.</summary>
    Rescale,

    /// <summary>x / 127.5 - 1.</summary>
    Tf,

    /// <summary>BGR, minus ImageNet's mean.</summary>
    Caffe,

    /// <summary>x / 255, normalised with ImageNet's mean and deviation.</summary>
    Torch,
}
