using System.Security.Cryptography;
using MlNetCnn.Testing;

namespace MlNetCnn.Imaging.Tests;

/// <summary>Real photos, against digests of what Pillow decodes (Fixtures/make_photo_hashes.py).</summary>
public class PhotoTests
{
    private sealed record Digests(string All, string Elephant, [property: System.Text.Json.Serialization.JsonPropertyName("elephant_224")] Dictionary<Resampling, string> Elephant224, Dictionary<string, string> Chosen);

    private static readonly Digests Expected = Fixture.ReadJson<Digests>("photos.json");

    [Fact]
    public void Chosen_photos_equal_Pillows()
    {
        Assert.Equal(200, Expected.Chosen.Count);
        foreach (var (name, sha256) in Expected.Chosen)
        {
            var image = ImageFile.Load(TestData.Path("cats_and_dogs", "train", name));
            Assert.True(sha256 == Fixture.Sha256(image.ToRgb().Pixels), name);
        }
    }

    [Fact]
    public void All_4000_photos_equal_Pillows()
    {
        var folder = TestData.Path("cats_and_dogs", "train");
        var digests = new byte[4000][];
        Parallel.For(0, digests.Length, i =>
        {
            var image = ImageFile.Load(Path.Combine(folder, $"{(i < 2000 ? "cat" : "dog")}.{i % 2000}.jpg"));
            digests[i] = SHA256.HashData(image.ToRgb().Pixels);
        });
        Assert.Equal(Expected.All, Fixture.Sha256(digests.SelectMany(d => d).ToArray()));
    }

    [Fact]
    public void The_elephant_equals_Pillows() =>
        Assert.Equal(Expected.Elephant, Fixture.Sha256(Elephant().Pixels));

    [Theory]
    [InlineData(Resampling.Nearest), InlineData(Resampling.Box), InlineData(Resampling.Bilinear), InlineData(Resampling.Bicubic)]
    public void The_resized_elephant_equals_Pillows(Resampling filter) =>
        Assert.Equal(Expected.Elephant224[filter], Fixture.Sha256(Elephant().Resize(224, 224, filter).Pixels));

    [Fact]
    public void The_elephant_for_the_network_is_the_reference_picture() =>
        Assert.Equal(ImageFile.Load(TestData.Path("reference", "elephant_224_nearest.png")).Pixels, Elephant().Resize(224, 224, Resampling.Nearest).Pixels);

    private static Image Elephant() => ImageFile.Load(TestData.Path("images", "creative_commons_elephant.jpg"));
}
