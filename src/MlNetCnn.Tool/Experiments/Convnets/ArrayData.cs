using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Tool.DataSets;
using MlNetCnn.Tool.Experiments.Transfer;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>A published set of small pictures. The last fifth of the training pictures validates, as Keras's <c>validation_split=0.2</c> takes it.</summary>
internal sealed class ArrayData : ExperimentData
{
    private readonly ImageSet _set;
    private readonly DataSplit _split;

    public ArrayData(ImageSet set)
    {
        _set = set;
        _split = DataSplit.TakeLast(set.Train.Count, 0.2);
        Split = string.Create(CultureInfo.InvariantCulture, $"{set.InWords}; of the training images the first {_split.Train.Count:N0} train, the other {_split.Validation.Count:N0} validate");
    }

    public override IReadOnlyList<string> Classes => _set.Classes;

    public override Shape Picture => [_set.Train.Height, _set.Train.Width, _set.Train.Channels];

    public override string Split { get; }

    public override int Count(DataPart part) => part switch
    {
        DataPart.Train => _split.Train.Count,
        DataPart.Validation => _split.Validation.Count,
        _ => _set.Test.Count,
    };

    public override int LabelOf(DataPart part, int index) => At(part, index) is var (images, i) ? images.Labels[i] : 0;

    public override string SourceOf(DataPart part, int index) => At(part, index) is var (images, i)
        ? string.Create(CultureInfo.InvariantCulture, $"{(ReferenceEquals(images, _set.Test) ? "test" : "training")} image {i}")
        : "";

    public override Image ImageOf(DataPart part, int index) => At(part, index) is var (images, i) ? images.Picture(i) : throw new ArgumentOutOfRangeException(nameof(index));

    public override string FileOf(DataPart part, int index, string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, SourceOf(part, index).Replace(' ', '-') + ".png");
        var image = ImageOf(part, index);
        AtomicFile.Write(path, stream => stream.Write(ImageFile.EncodePng(image)));
        return path;
    }

    public override ITransformer Loading(MLContext ml) => ml.Cnn
        .LoadImages(new LoadImagesOptions { Height = Picture[0], Width = Picture[1], ColorMode = Picture[2] == 1 ? ColorMode.Grayscale : ColorMode.Rgb })
        .Fit(ml.Data.LoadFromEnumerable(new List<PhotoPath>()));

    protected override IDataView Labelled(MLContext ml, DataPart part, bool binary)
    {
        var schema = SchemaDefinition.Create(typeof(PixelRow));
        schema["Image"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, (int[])[.. Picture]);
        return ml.Data.LoadFromEnumerable(Enumerable.Range(0, Count(part)).Select(i => Row(part, i)), schema);
    }

    private PixelRow Row(DataPart part, int index)
    {
        var (images, i) = At(part, index);
        var pixels = new float[images.PictureLength];
        for (var k = 0; k < pixels.Length; k++) pixels[k] = images.Pixels[i * pixels.Length + k];
        return new PixelRow { Image = pixels, Label = Classes[images.Labels[i]] };
    }

    private (LabelledImages Images, int Index) At(DataPart part, int index) => part switch
    {
        DataPart.Train => (_set.Train, _split.Train[index]),
        DataPart.Validation => (_set.Train, _split.Validation[index]),
        _ => (_set.Test, index),
    };

    /// <summary>A picture in memory as a row of data.</summary>
    internal sealed class PixelRow
    {
        /// <summary>Pixels 0 to 255.</summary>
        public float[] Image { get; set; } = [];

        /// <summary>Name of the class.</summary>
        public string Label { get; set; } = "";
    }
}
