using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests;

/// <summary>A folder of small pictures of two classes: bright ones and dark ones.</summary>
internal sealed class SamplePictures : IDisposable
{
    private readonly TempFolder _folder = new();

    public SamplePictures(int perClass = 6, int height = 20, int width = 24)
    {
        foreach (var (name, level) in new[] { ("bright", 170), ("dark", 60) })
        {
            Directory.CreateDirectory(File(name));
            for (var i = 0; i < perClass; i++)
                ImageFile.SavePng(Noise(height, width, level, new RandomStream(7, name, i)), File(name, $"{name}.{i:00}.png"));
        }
    }

    public string Path => _folder.Path;

    public string File(params string[] parts) => _folder.File(parts);

    public void Dispose() => _folder.Dispose();

    private static Image Noise(int height, int width, int level, RandomStream random)
    {
        var image = new Image(height, width, 3);
        foreach (ref var p in image.Pixels) p = (byte)(level + random.NextInt32(50) - 25);
        return image;
    }
}
