using MlNetCnn.Imaging;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Models;

/// <summary>How picture files enter a network.</summary>
internal interface IPictureInput
{
    /// <summary>Height, width, channels.</summary>
    Shape Shape { get; }

    /// <summary>What happens to pixels, in a word.</summary>
    string Preprocessing { get; }

    /// <summary>Reads a picture as the network takes it.</summary>
    /// <exception cref="ImageFormatException">Not a picture, or a damaged one; the message names it.</exception>
    void Read(string path, Span<float> pixels);

    /// <summary>Reads a picture as it is, RGB, to be shown: turned as the network sees it.</summary>
    /// <exception cref="ImageFormatException">Not a picture, or a damaged one; the message names it.</exception>
    Image Show(string path);
}
