using Microsoft.ML;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Experiments.Transfer;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>Photos in files, resized to one size.</summary>
internal sealed class PhotoData(PhotoSet photos, int size) : ExperimentData
{
    private readonly Dictionary<string, int> _labels = photos.Classes.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);

    /// <summary>The photos.</summary>
    public PhotoSet Photos { get; } = photos;

    public override IReadOnlyList<string> Classes => Photos.Classes;

    public override Shape Picture => [size, size, 3];

    public override string Split => Photos.Split;

    public override int LeftOut => Photos.LeftOut;

    public IReadOnlyList<Photo> Of(DataPart part) => part switch
    {
        DataPart.Train => Photos.Train,
        DataPart.Validation => Photos.Validation,
        _ => Photos.Test,
    };

    public override int Count(DataPart part) => Of(part).Count;

    public override int LabelOf(DataPart part, int index) => _labels[Of(part)[index].Label];

    public override string SourceOf(DataPart part, int index) => Of(part)[index] is var photo ? $"{photo.Label}/{Path.GetFileName(photo.Path)}" : "";

    public override Image ImageOf(DataPart part, int index) => ImageFile.Load(Of(part)[index].Path).ToRgb();

    public override string FileOf(DataPart part, int index, string folder) => Of(part)[index].Path;

    public override ITransformer Loading(MLContext ml) =>
        ml.Cnn.LoadImages("Image", "ImagePath", size, size).Fit(ml.Data.LoadFromEnumerable(new List<PhotoPath>()));

    protected override IDataView Labelled(MLContext ml, DataPart part, bool binary)
    {
        var rows = binary
            ? ml.Data.LoadFromEnumerable(Of(part).Select(p => new BinaryPhotoRow { ImagePath = p.Path, Label = _labels[p.Label] == 1 }).ToList())
            : ml.Data.LoadFromEnumerable(Of(part).Select(p => new PhotoRow { ImagePath = p.Path, Label = p.Label }).ToList());
        return Loading(ml).Transform(rows);
    }

    /// <summary>A picture of one of two classes.</summary>
    internal sealed class BinaryPhotoRow
    {
        /// <summary>Full path of the file.</summary>
        public string ImagePath { get; set; } = "";

        /// <summary>Whether it is of the second class.</summary>
        public bool Label { get; set; }
    }
}
