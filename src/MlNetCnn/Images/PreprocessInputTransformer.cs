using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Brings pixels into the range that a pre-trained network expects. Made by <c>ml.Cnn.PreprocessInput</c>.</summary>
[TransformerName("PreprocessInput")]
public sealed class PreprocessInputTransformer : CnnTransformer
{
    internal PreprocessInputTransformer(PreprocessInputOptions options) => Options = options;

    /// <summary>The settings.</summary>
    public PreprocessInputOptions Options { get; }

    internal static PreprocessInputTransformer Load(TransformerReader reader)
    {
        var options = reader.ReadSettings<PreprocessInputOptions>();
        options.Validate();
        return new PreprocessInputTransformer(options);
    }

    private protected override IColumnMapper Bind(DataViewSchema inputSchema) => new VectorMapper(
        inputSchema, Options.OutputColumnName, Options.Input, "PreprocessInput", Check, pixels => PixelPreprocessing.Apply(Options.Mode, pixels),
        history => (history ?? PixelHistory.Raw).Then(new PixelStep(Options.Mode)));

    private protected override void Save(ModelSaveContext context) => _ = new TransformerWriter(context, "PreprocessInput", Options);

    private void Check(Shape shape)
    {
        if (Options.Mode is Preprocessing.Caffe or Preprocessing.Torch && (shape.Rank == 0 || shape[^1] != 3))
            throw new ArgumentException($"PreprocessInput({Options.Mode}) needs three channels last; the column '{Options.Input}' has the shape {shape}.");
    }
}
