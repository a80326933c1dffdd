using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests.Data;

public sealed class ImagesFromDirectoryTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Lists_every_picture_with_its_class_in_ordinal_order()
    {
        using var pictures = new SamplePictures(perClass: 2);
        File.WriteAllText(pictures.File("dark", "notes.txt"), "not a picture");
        var view = _ml.Cnn.ImagesFromDirectory(pictures.Path);
        Assert.Equal(["bright.00.png", "bright.01.png", "dark.00.png", "dark.01.png"], view.GetColumn<string>("ImagePath").Select(Path.GetFileName));
        Assert.Equal(["bright", "bright", "dark", "dark"], view.GetColumn<string>("Label"));
    }

    [Fact]
    public void Binary_labels_are_true_for_the_second_class()
    {
        using var pictures = new SamplePictures(perClass: 1);
        var view = _ml.Cnn.ImagesFromDirectory(pictures.Path, new() { LabelMode = LabelMode.Binary });
        Assert.Equal([false, true], view.GetColumn<bool>("Label"));
        Directory.CreateDirectory(pictures.File("third"));
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.ImagesFromDirectory(pictures.Path, new() { LabelMode = LabelMode.Binary }));
        Assert.Contains("bright, dark, third", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_start_with_a_dot_are_passed_over()
    {
        using var pictures = new SamplePictures(perClass: 1);
        foreach (var folder in new[] { pictures.File(".ipynb_checkpoints"), pictures.File("dark", ".cache") })
        {
            Directory.CreateDirectory(folder);
            File.Copy(pictures.File("dark", "dark.00.png"), Path.Combine(folder, "copy.png"));
        }

        File.WriteAllText(pictures.File("dark", "._dark.00.png"), "what macOS leaves");
        var view = _ml.Cnn.ImagesFromDirectory(pictures.Path, new() { LabelMode = LabelMode.Binary });
        Assert.Equal(["bright.00.png", "dark.00.png"], view.GetColumn<string>("ImagePath").Select(Path.GetFileName));
        Assert.Equal(2, _ml.Cnn.ImagesFromDirectory(pictures.Path, new() { LabelMode = LabelMode.None }).GetColumn<string>("ImagePath").Count());
    }

    [Fact]
    public void Unlabelled_pictures_are_taken_from_all_folders_below()
    {
        using var pictures = new SamplePictures(perClass: 2);
        var view = _ml.Cnn.ImagesFromDirectory(pictures.Path, new() { LabelMode = LabelMode.None });
        Assert.Equal(4, view.GetColumn<string>("ImagePath").Count());
        Assert.Null(view.Schema.GetColumnOrNull("Label"));
    }

    [Fact]
    public void A_missing_folder_one_without_classes_and_one_without_pictures_are_named()
    {
        using var folder = new TempFolder();
        Assert.Contains(folder.File("no"), Assert.Throws<DirectoryNotFoundException>(() => _ml.Cnn.ImagesFromDirectory(folder.File("no"))).Message, StringComparison.Ordinal);
        var flat = Assert.Throws<ArgumentException>(() => _ml.Cnn.ImagesFromDirectory(folder.Path));
        Assert.Contains("one folder per class", flat.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder.File("cats"));
        var empty = Assert.Throws<ArgumentException>(() => _ml.Cnn.ImagesFromDirectory(folder.Path));
        Assert.Contains(".jpg", empty.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_pictures_are_left_out_and_reported_or_fail_by_name_as_chosen()
    {
        using var pictures = new SamplePictures(perClass: 3);
        var bad = pictures.File("dark", "dark.01.png");
        var whole = File.ReadAllBytes(bad);
        File.WriteAllBytes(bad, whole[..(whole.Length / 2)]);

        var reported = new Reports();
        List<string> log = [];
        _ml.Log += (_, e) => log.Add(e.Message);
        var view = _ml.Cnn.ImagesFromDirectory(pictures.Path, new() { BadImages = BadImages.Skip, Skipped = reported });
        Assert.Equal(5, view.GetColumn<string>("ImagePath").Count());
        Assert.Equal(bad, Assert.Single(reported.All).Path);
        Assert.Contains(log, m => m.Contains(bad, StringComparison.Ordinal));

        var failing = _ml.Cnn.LoadImages("Image", "ImagePath", 8, 8).Fit(view).Transform(_ml.Cnn.ImagesFromDirectory(pictures.Path));
        List<float[]> before = [];
        var e = Assert.ThrowsAny<FormatException>(() =>
        {
            foreach (var row in failing.GetColumn<float[]>("Image")) before.Add(row);
        });
        Assert.Contains(bad, e.Message, StringComparison.Ordinal);
        Assert.Equal(4, before.Count);
    }

    [Fact]
    public void All_damaged_is_an_error()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("a"));
        File.WriteAllText(folder.File("a", "x.jpg"), "no");
        Assert.Contains("x.jpg", Assert.Throws<ArgumentException>(() => _ml.Cnn.ImagesFromDirectory(folder.Path, new() { BadImages = BadImages.Skip })).Message, StringComparison.Ordinal);
    }

    private sealed class Reports : IProgress<BadImage>
    {
        public List<BadImage> All { get; } = [];

        public void Report(BadImage value) => All.Add(value);
    }
}
