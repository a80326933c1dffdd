using MlNetCnn.Compute;
using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.SampleSet;

namespace MlNetCnn.Tool.Experiments.Faithfulness;

/// <summary>Pictures of the sample set that the net has not seen, as it gets them, with their classes and the places of their objects.</summary>
/// <param name="Files">Full paths.</param>
/// <param name="Images">The pictures, preprocessed.</param>
/// <param name="Labels">The class of each.</param>
/// <param name="Boxes">Where the objects are, in pixels of <paramref name="Images"/>.</param>
internal sealed record HeldOut(IReadOnlyList<string> Files, Tensor Images, IReadOnlyList<int> Labels, IReadOnlyList<ObjectBox> Boxes)
{
    /// <summary>All pictures kept for the test.</summary>
    /// <param name="data">The sample set.</param>
    /// <param name="folder">Its folder.</param>
    public static HeldOut Of(PhotoData data, string folder)
    {
        var (size, count) = (data.Picture[0], data.Count(DataPart.Test));
        string[] files = [.. data.Of(DataPart.Test).Select(p => p.Path)];
        var images = new Tensor(count, data.Picture);
        for (var i = 0; i < count; i++)
        {
            // As ml.Cnn.LoadImages and the trainer do it.
            new Resize(size, size).Apply(ImageFile.Load(files[i]).ToRgb()).CopyTo(images[i]);
            PixelPreprocessing.Apply(Preprocessing.None, LocalizingConvnet.Rescale, images[i]);
        }

        var boxes = SampleBoxes.Read(folder).Boxes.ToDictionary(b => b.File, StringComparer.Ordinal);
        return new HeldOut(files, images, [.. Enumerable.Range(0, count).Select(i => data.LabelOf(DataPart.Test, i))], [.. files.Select(BoxOf)]);

        ObjectBox BoxOf(string file)
        {
            var box = boxes[Path.GetRelativePath(folder, file).Replace('\\', '/')];
            return new ObjectBox(box.X, box.Y, box.Width, box.Height).Scaled((double)size / SamplePicture.Width, (double)size / SamplePicture.Height);
        }
    }

    /// <summary>The classes that are explained: those of the objects, whatever the net says.</summary>
    public Target Target => Target.Classes([.. Labels]);

    /// <summary>The first few of each class.</summary>
    public HeldOut FirstOfEach(int count)
    {
        int[] chosen = [.. Labels.Index().GroupBy(l => l.Item).SelectMany(g => g.Take(count)).Select(l => l.Index).Order()];
        var images = new Tensor(chosen.Length, Images.Shape);
        foreach (var (to, from) in chosen.Index()) Images[from].CopyTo(images[to]);
        return new HeldOut([.. chosen.Select(i => Files[i])], images, [.. chosen.Select(i => Labels[i])], [.. chosen.Select(i => Boxes[i])]);
    }
}
