using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Runs a network over pictures as far as the layers asked for; a column has the dimensions of its layer's output.</summary>
internal sealed class LayerActivationsMapper : NetworkMapper
{
    private readonly LayerActivationsOptions _options;

    public LayerActivationsMapper(DataViewSchema schema, LayerActivationsOptions options, Network network)
        : base(schema, options.Input, network, options.BatchSize, "LayerActivations", shapes =>
            [.. options.Outputs.Zip(shapes, (name, shape) => new DataViewSchema.DetachedColumn(name, Columns.FloatVectorType(shape), null))],
            step: new PixelStep(options.Preprocessing, options.Rescale))
    {
        _options = options;
        NetworkPixels.Check(options, InputShape, "LayerActivations");
    }

    public override Action<NetworkBatch, int> CreateReader(DataViewRow source)
    {
        var read = base.CreateReader(source);
        return (batch, slot) =>
        {
            read(batch, slot);
            PixelPreprocessing.Apply(_options.Preprocessing, _options.Rescale, batch.Input(slot).Span);
        };
    }
}
