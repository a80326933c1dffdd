using System.Security.Cryptography;
using MlNetCnn.Imaging;
using MlNetCnn.Testing;
using MlNetCnn.Tool.SampleSet;

namespace MlNetCnn.Tool.Tests.SampleSet;

public sealed class SampleSetPainterTests
{
    private const int PerClass = 4;

    [Fact]
    public void A_set_has_a_folder_per_class_and_a_box_for_each_picture()
    {
        using var folder = new TempFolder();
        var set = SampleSetPainter.Draw(folder.Path, seed: 1, PerClass);

        Assert.Equal(["disk", "star", "triangle"], Directory.GetDirectories(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var files = Directory.GetFiles(folder.Path, "*.png", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder.Path, path).Replace('\\', '/'));
        Assert.Equal(set.Boxes.Select(box => box.File).Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
        Assert.Equal(3 * PerClass, set.Boxes.Count);
        Assert.Equal("disk/disk.0001.png", set.Boxes[0].File);
        Assert.Equal(set.Boxes, SampleBoxes.Read(folder.Path).Boxes);
    }

    [Fact]
    public void Boxes_lie_inside_their_pictures_and_are_large_enough_to_see()
    {
        using var folder = new TempFolder();
        foreach (var box in SampleSetPainter.Draw(folder.Path, seed: 2, imagesPerClass: 12).Boxes)
        {
            var image = ImageFile.Load(folder.File(box.File));
            Assert.Equal((120, 160, 3), (image.Height, image.Width, image.Channels));
            Assert.True(box.X >= 0 && box.Y >= 0 && box.X + box.Width <= image.Width && box.Y + box.Height <= image.Height, $"{box} leaves the picture.");
            Assert.True(box.Width >= 15 && box.Height >= 15, $"{box} is small.");
        }
    }

    [Fact]
    public void The_same_seed_draws_the_same_bytes_and_another_seed_others()
    {
        using TempFolder one = new(), same = new(), other = new();
        SampleSetPainter.Draw(one.Path, seed: 7, PerClass);
        SampleSetPainter.Draw(same.Path, seed: 7, PerClass);
        SampleSetPainter.Draw(other.Path, seed: 8, PerClass);
        Assert.Equal(Hashes(one.Path), Hashes(same.Path));
        Assert.Empty(Hashes(one.Path).Intersect(Hashes(other.Path)));
    }

    [Fact]
    public void More_pictures_of_a_seed_begin_with_the_same_ones()
    {
        using TempFolder few = new(), more = new();
        var boxes = SampleSetPainter.Draw(few.Path, seed: 3, imagesPerClass: 2).Boxes;
        SampleSetPainter.Draw(more.Path, seed: 3, imagesPerClass: 3);
        foreach (var box in boxes)
            Assert.Equal(File.ReadAllBytes(few.File(box.File)), File.ReadAllBytes(more.File(box.File)));
    }

    [Fact]
    public void A_complete_set_is_not_drawn_again()
    {
        using var folder = new TempFolder();
        var first = SampleSetPainter.Draw(folder.Path, seed: 1, PerClass);
        var reports = new Count();
        var second = SampleSetPainter.Draw(folder.Path, seed: 1, PerClass, reports);
        Assert.Equal(0, reports.Last);
        Assert.Equal(first.Boxes, second.Boxes);
    }

    [Fact]
    public void Progress_counts_every_picture()
    {
        using var folder = new TempFolder();
        var reports = new Count();
        SampleSetPainter.Draw(folder.Path, seed: 1, PerClass, reports);
        Assert.Equal((3 * PerClass, 3 * PerClass), (reports.Last, reports.Times));
    }

    [Fact]
    public void An_interrupted_drawing_is_noticed_and_done_anew()
    {
        using TempFolder folder = new(), whole = new();
        using var cancel = new CancellationTokenSource();
        var stop = new Count(drawn => { if (drawn == 5) cancel.Cancel(); });
        Assert.Throws<OperationCanceledException>(() => SampleSetPainter.Draw(folder.Path, seed: 1, PerClass, stop, cancel.Token));
        Assert.Equal(5, Hashes(folder.Path).Length);
        Assert.False(File.Exists(folder.File(SampleBoxes.FileName)));

        // As if killed in the middle of a file.
        File.WriteAllBytes(folder.File("disk", "disk.0002.png"), [0x89, 0x50]);
        SampleSetPainter.Draw(folder.Path, seed: 1, PerClass);
        SampleSetPainter.Draw(whole.Path, seed: 1, PerClass);
        Assert.Equal(Hashes(whole.Path), Hashes(folder.Path));
    }

    [Fact]
    public void A_set_that_lost_a_picture_is_done_anew()
    {
        using var folder = new TempFolder();
        SampleSetPainter.Draw(folder.Path, seed: 1, PerClass);
        var before = Hashes(folder.Path);
        File.Delete(folder.File("star", "star.0003.png"));
        SampleSetPainter.Draw(folder.Path, seed: 1, PerClass);
        Assert.Equal(before, Hashes(folder.Path));
    }

    [Fact]
    public void A_smaller_set_replaces_a_larger_one_and_leaves_foreign_files_alone()
    {
        using var folder = new TempFolder();
        SampleSetPainter.Draw(folder.Path, seed: 1, PerClass);
        File.WriteAllText(folder.File("disk", "notes.txt"), "mine");
        SampleSetPainter.Draw(folder.Path, seed: 1, imagesPerClass: 2);
        Assert.Equal(6, Hashes(folder.Path).Length);
        Assert.Equal("mine", File.ReadAllText(folder.File("disk", "notes.txt")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public void A_number_of_images_out_of_bounds_is_refused(int imagesPerClass)
    {
        using var folder = new TempFolder();
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => SampleSetPainter.Draw(folder.Path, seed: 1, imagesPerClass));
        Assert.Contains("1 to 9999", error.Message);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"version": 1}""")]
    [InlineData("""{"version": 1, "seed": 1, "imagesPerClass": 1, "boxes": null}""")]
    public void A_damaged_list_of_boxes_is_refused_by_the_reader_and_drawn_over_by_the_painter(string text)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File(SampleBoxes.FileName), text);
        var error = Assert.Throws<InvalidDataException>(() => SampleBoxes.Read(folder.Path));
        Assert.Contains(SampleBoxes.FileName, error.Message);
        Assert.Equal(3, SampleSetPainter.Draw(folder.Path, seed: 1, imagesPerClass: 1).Boxes.Count);
        Assert.Equal(3, SampleBoxes.Read(folder.Path).Boxes.Count);
    }

    private static string[] Hashes(string folder) =>
        [.. Directory.GetFiles(folder, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))))];

    private sealed class Count(Action<int>? then = null) : IProgress<(int Drawn, int Total)>
    {
        public int Last { get; private set; }

        public int Times { get; private set; }

        public void Report((int Drawn, int Total) value)
        {
            (Last, Times) = (value.Drawn, Times + 1);
            then?.Invoke(value.Drawn);
        }
    }
}
