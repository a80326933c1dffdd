using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Multiplies and shifts values (<c>rescale</c> of Keras's ImageDataGenerator). Made by <c>ml.Cnn.Rescale</c>.</summary>
[TransformerName("Rescale")]
public sealed class RescaleTransformer : CnnTransformer
{
    internal RescaleTransformer(RescaleOptions options) => Options = options;

    /// <summary>The settings.</summary>
    public RescaleOptions Options { get; }

    internal static RescaleTransformer Load(TransformerReader reader)
    {
        var options = reader.ReadSettings<RescaleOptions>();
        options.Validate();
        return new RescaleTransformer(options);
    }

    private protected override IColumnMapper Bind(DataViewSchema inputSchema) =>
        new VectorMapper(inputSchema, Options.OutputColumnName, Options.Input, "Rescale", check: null, Apply, history => history?.Then(new PixelStep(Preprocessing.None, Options.Scale, Options.Offset)));

    private protected override void Save(ModelSaveContext context) => _ = new TransformerWriter(context, "Rescale", Options);

    private void Apply(Span<float> values)
    {
        foreach (ref var x in values) x = x * Options.Scale + Options.Offset;
    }
}
