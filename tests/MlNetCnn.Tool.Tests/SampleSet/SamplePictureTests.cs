using MlNetCnn.Imaging;
using MlNetCnn.Tool.SampleSet;

namespace MlNetCnn.Tool.Tests.SampleSet;

public sealed class SamplePictureTests
{
    /// <summary>How far the shadow reaches beyond the object, in pixels.</summary>
    private const int ShadowReach = 9;

    /// <summary>How far a pointed tip is too thin to be seen, in pixels.</summary>
    private const int TipFade = 2;

    public static TheoryData<string> Classes => [.. SampleClass.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Classes))]
    public void The_object_is_in_its_box_and_nowhere_else(string name)
    {
        var kind = SampleClass.All.Single(one => one.Name == name);
        for (var index = 0; index < 20; index++)
        {
            var (with, thing) = SamplePicture.Draw(seed: 11, kind, index);
            var without = SamplePicture.DrawWithoutObject(seed: 11, kind, index);
            var box = thing.Box;
            double inside = 0;
            int left = with.Width, top = with.Height, right = -1, bottom = -1;
            for (var y = 0; y < with.Height; y++)
            {
                for (var x = 0; x < with.Width; x++)
                {
                    var difference = Difference(with, without, x, y);
                    var isInside = x >= box.X && x < box.X + box.Width && y >= box.Y && y < box.Y + box.Height;
                    if (isInside) inside += difference;
                    if (difference == 0) continue;
                    (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
                }
            }

            Assert.True(inside / (box.Width * box.Height) > 20, $"{name} {index}: the mean difference in the box is {inside / (box.Width * box.Height):F1} levels.");
            Assert.True(left >= box.X - ShadowReach && top >= box.Y - ShadowReach && right < box.X + box.Width + ShadowReach && bottom < box.Y + box.Height + ShadowReach,
                $"{name} {index}: changed pixels reach from ({left}, {top}) to ({right}, {bottom}), the box is {box}.");
            Assert.True(left <= box.X + TipFade && top <= box.Y + TipFade && right >= box.X + box.Width - 1 - TipFade && bottom >= box.Y + box.Height - 1 - TipFade, $"{name} {index}: the box {box} is larger than the object.");
        }
    }

    [Fact]
    public void Scenes_tell_nothing_about_the_class()
    {
        // Mean colours of the scenes without objects: the classes differ by less than pictures of one class do.
        var means = SampleClass.All.Select(kind => Enumerable.Range(0, 40).Select(index => Mean(SamplePicture.DrawWithoutObject(seed: 5, kind, index))).ToArray()).ToArray();
        for (var channel = 0; channel < 3; channel++)
        {
            var centres = means.Select(pictures => pictures.Average(mean => mean[channel])).ToArray();
            var scatter = means[0].Average(mean => Math.Abs(mean[channel] - centres[0]));
            Assert.True(centres.Max() - centres.Min() < scatter, $"channel {channel}: class means {string.Join(", ", centres.Select(c => c.ToString("F1")))}; scatter {scatter:F1}.");
        }
    }

    [Fact]
    public void Objects_of_two_classes_share_some_hues_but_differ_as_a_rule()
    {
        var typical = SampleClass.All.Select(kind => kind.TypicalHue).Order().ToArray();
        Assert.All(typical.Zip(typical.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 90, 150));
    }

    private static int Difference(Image a, Image b, int x, int y)
    {
        var at = (y * a.Width + x) * 3;
        return Math.Abs(a.Pixels[at] - b.Pixels[at]) + Math.Abs(a.Pixels[at + 1] - b.Pixels[at + 1]) + Math.Abs(a.Pixels[at + 2] - b.Pixels[at + 2]);
    }

    private static double[] Mean(Image image)
    {
        var sums = new double[3];
        for (var i = 0; i < image.Pixels.Length; i++) sums[i % 3] += image.Pixels[i];
        return [.. sums.Select(sum => sum / (image.Width * image.Height))];
    }
}
