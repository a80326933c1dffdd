using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Reports;
// Its name alone is that of an experiment's namespace, too.
using GradCamMethod = MlNetCnn.Explain.GradCam;

namespace MlNetCnn.Tool.Experiments.Faithfulness;

/// <summary>Held-out pictures with the object's box and Grad-CAM's map laid over them: some of each class, and those that it misses.</summary>
internal static class FaithfulnessPlates
{
    private const int PerClass = 4, MostMisses = 12;

    /// <summary>The plates.</summary>
    /// <param name="model">The trained net.</param>
    /// <param name="random">The same with all weights drawn anew.</param>
    /// <param name="held">All held-out pictures.</param>
    /// <param name="games">Where the maps point.</param>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="score">Which score is explained.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    public static IReadOnlyList<PicturePlate> Of(
        ExplainedModel model, ExplainedModel random, HeldOut held, PointingGames games, IReadOnlyList<string> classes, ScoreKind score, CancellationToken cancellation)
    {
        var method = new GradCamMethod { Score = score };
        var (maps, other) = (Maps(model), Maps(random));
        int[] some = [.. held.Labels.Index().GroupBy(l => l.Item).SelectMany(g => g.Take(PerClass)).Select(l => l.Index).Order()];
        int[] misses = [.. games.Trained.Points.Index().Where(p => !p.Item.IsHit).Select(p => p.Index).Take(MostMisses)];
        var count = held.Files.Count - games.Trained.Hits;
        List<PicturePlate> plates = [Plate("Grad-CAM on the first held-out pictures of each class", some)];
        if (misses.Length > 0) plates.Add(Plate(misses.Length < count ? FormattableString.Invariant($"Misses of the trained net, the first {misses.Length} of {count}") : "All misses of the trained net", misses));
        return plates;

        List<Heatmap> Maps(ExplainedModel of) => [.. method.Explain(of, held.Images, held.Target, cancellation).Select(e => e.Map)];

        PicturePlate Plate(string title, int[] pictures) => new(title, pictures.SelectMany(Cells), columns: 6, note: "The box is the object's; the cross is where the map is greatest.")
        {
            Bar = new ColourBar(Colormaps.Jet, "0", "1"),
        };

        IEnumerable<PlateCell> Cells(int i)
        {
            var picture = ImageFile.Load(held.Files[i]).ToRgb();
            var (across, down) = ((double)picture.Width / held.Images.Shape[1], (double)picture.Height / held.Images.Shape[0]);
            var box = held.Boxes[i].Scaled(across, down);
            var name = classes[held.Labels[i]] + (games.Right[i] ? "" : ", mistaken");
            yield return new PictureCell(Marked(picture.Clone(), box, null), name);
            yield return Overlaid(maps[i], games.Trained.Points[i], "Grad-CAM");
            yield return Overlaid(other[i], games.Random[0].Points[i], "random net");

            PictureCell Overlaid(Heatmap map, PointedAt point, string what)
            {
                var place = ((int)((point.Row + 0.5) * down), (int)((point.Column + 0.5) * across));
                var empty = map.Normalize().IsZero;
                return new PictureCell(Marked(map.Overlay(picture), box, empty ? null : place), $"{what}: {(point.IsHit ? "hit" : empty ? "nothing" : "miss")}");
            }
        }
    }

    private static Image Marked(Image image, ObjectBox box, (int Row, int Column)? place)
    {
        var (left, top, right, bottom) = ((int)Math.Round(box.X), (int)Math.Round(box.Y), (int)Math.Round(box.X + box.Width) - 1, (int)Math.Round(box.Y + box.Height) - 1);
        for (var x = left; x <= right; x++)
        {
            Set(top, x, 255);
            Set(bottom, x, 255);
        }

        for (var y = top; y <= bottom; y++)
        {
            Set(y, left, 255);
            Set(y, right, 255);
        }

        if (place is not var (row, column)) return image;
        // A black cross with a white heart shows on any colour.
        for (var d = -4; d <= 4; d++)
        {
            Set(row + d, column, 0);
            Set(row, column + d, 0);
        }

        Set(row, column, 255);
        return image;

        void Set(int y, int x, byte value)
        {
            if (y < 0 || x < 0 || y >= image.Height || x >= image.Width) return;
            image.Pixels.Slice((y * image.Width + x) * 3, 3).Fill(value);
        }
    }
}
