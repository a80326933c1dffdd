using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>The columns that <c>ConvNet</c> reads, found and checked.</summary>
internal sealed class ConvNetColumns
{
    private readonly Model _model;

    /// <summary>Finds them.</summary>
    /// <param name="schema">Schema of the data.</param>
    /// <param name="options">Their names.</param>
    /// <param name="model">The network that is to be trained on the pictures.</param>
    public ConvNetColumns(DataViewSchema schema, ConvNetOptions options, Model model)
    {
        _model = model;
        (Image, Shape) = Columns.FloatVector(schema, options.ImageColumnName, "ConvNet");
        Label = new LabelColumn(schema, options.LabelColumnName, "ConvNet", multiLabel: true);
        if (options.Preprocessing is Preprocessing.Caffe or Preprocessing.Torch && (Shape.Rank == 0 || Shape[^1] != 3))
            throw new ArgumentException($"ConvNet: the preprocessing {options.Preprocessing} needs three channels last; the column '{options.ImageColumnName}' holds pictures of the shape {Shape}.");
        ChecksValues = PixelCheck.Column(Image, model, new PixelStep(options.Preprocessing, options.Rescale), inside: true, "ConvNet");
        if (options.SampleWeightColumnName is not { } name) return;
        var weight = Getters.Find(schema, name, "ConvNet");
        Weight = weight.Type == NumberDataViewType.Single ? weight : throw Columns.Wrong(name, weight.Type.ToString()!, "Single", "ConvNet");
    }

    /// <summary>The pictures.</summary>
    public DataViewSchema.Column Image { get; }

    /// <summary>Shape of a picture.</summary>
    public Shape Shape { get; }

    /// <summary>The labels.</summary>
    public LabelColumn Label { get; }

    /// <summary>The weights of rows; null for none.</summary>
    public DataViewSchema.Column? Weight { get; }

    /// <summary>Whether nothing is known of what has been done to the pictures, so that a look at the first is worth while.</summary>
    public bool ChecksValues { get; }

    /// <summary>Refuses a picture whose values the network cannot be meant for.</summary>
    /// <exception cref="ArgumentException">It is one.</exception>
    public void CheckValues(ReadOnlySpan<float> picture, ConvNetOptions options)
    {
        var pixels = picture.ToArray();
        PixelPreprocessing.Apply(options.Preprocessing, options.Rescale, pixels);
        PixelCheck.Values(pixels, _model, Image.Name, "ConvNet");
    }

    /// <summary>The same columns of the data to validate with.</summary>
    /// <exception cref="ArgumentException">Pictures or classes are others.</exception>
    public ConvNetColumns ForValidation(DataViewSchema schema, ConvNetOptions options)
    {
        var held = new ConvNetColumns(schema, options with { SampleWeightColumnName = null }, _model);
        return held.Shape == Shape && held.Label.Task == Label.Task && held.Label.ClassNames.SequenceEqual(Label.ClassNames)
            ? held
            : throw new ArgumentException(
                $"ConvNet: the validation set has pictures of {held.Shape} and the classes {string.Join(", ", held.Label.ClassNames)}; the training data have {Shape} and {string.Join(", ", Label.ClassNames)}. " +
                "Transform both with one fitted pipeline.");
    }
}
