using Microsoft.ML;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Lays heatmaps over their pictures. Made by <c>ml.Cnn.OverlayHeatmap</c>.</summary>
[TransformerName("OverlayHeatmap")]
public sealed class OverlayHeatmapTransformer : CnnTransformer
{
    internal OverlayHeatmapTransformer(OverlayHeatmapOptions options) => Options = options;

    /// <summary>The settings.</summary>
    public OverlayHeatmapOptions Options { get; }

    internal static OverlayHeatmapTransformer Load(TransformerReader reader)
    {
        var options = reader.ReadSettings<OverlayHeatmapOptions>();
        options.Validate();
        return new OverlayHeatmapTransformer(options);
    }

    private protected override IColumnMapper Bind(DataViewSchema inputSchema) => new OverlayHeatmapMapper(inputSchema, Options);

    private protected override void Save(ModelSaveContext context) => _ = new TransformerWriter(context, "OverlayHeatmap", Options);
}
