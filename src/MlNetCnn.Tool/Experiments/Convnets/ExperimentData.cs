using Microsoft.ML;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Experiments.Transfer;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>The pictures of an experiment with their classes, split in three, as rows of ML.NET.</summary>
internal abstract class ExperimentData
{
    /// <summary>Names of the classes, by index; two at least.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>Height, width and channels that a network gets.</summary>
    public abstract Shape Picture { get; }

    /// <summary>How they were split, in words; and how many there are where it is not all of a published set.</summary>
    public abstract string Split { get; }

    /// <summary>How many pictures were left out because they cannot be read.</summary>
    public virtual int LeftOut => 0;

    /// <summary>How many pictures a part has.</summary>
    public abstract int Count(DataPart part);

    /// <summary>A picture's class, from 0.</summary>
    public abstract int LabelOf(DataPart part, int index);

    /// <summary>Where a picture comes from.</summary>
    public abstract string SourceOf(DataPart part, int index);

    /// <summary>The picture as it is in its file.</summary>
    public abstract Image ImageOf(DataPart part, int index);

    /// <summary>The path of a file with the picture; written to the folder where there is none.</summary>
    public abstract string FileOf(DataPart part, int index, string folder);

    /// <summary>From <c>ImagePath</c> to <c>Image</c>, pixels 0 to 255: the start of the saved pipeline.</summary>
    public abstract ITransformer Loading(MLContext ml);

    /// <summary>Rows with <c>Image</c> (pixels 0 to 255) and <c>Label</c>.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="part">Which pictures.</param>
    /// <param name="binary">Whether the label is a Boolean, for one sigmoid output; else a key.</param>
    public IDataView Rows(MLContext ml, DataPart part, bool binary)
    {
        var rows = Labelled(ml, part, binary);
        if (binary) return rows;
        // The classes in their own order, whichever comes first in the data.
        var names = ml.Data.LoadFromEnumerable(Classes.Select(c => new ClassRow { Label = c }).ToList());
        return ml.Transforms.Conversion.MapValueToKey("Label", keyData: names).Fit(rows).Transform(rows);
    }

    /// <summary>Rows with <c>Image</c> and <c>Label</c>, a Boolean or the class's name.</summary>
    protected abstract IDataView Labelled(MLContext ml, DataPart part, bool binary);

    /// <summary>What the saved pipeline takes.</summary>
    public static DataViewSchema InputSchema(MLContext ml) => ml.Data.LoadFromEnumerable(new List<PhotoPath>()).Schema;

    /// <summary>A class's name as a row of data.</summary>
    internal sealed class ClassRow
    {
        /// <summary>The name.</summary>
        public string Label { get; set; } = "";
    }
}
