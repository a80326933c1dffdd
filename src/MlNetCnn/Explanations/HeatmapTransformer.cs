using Microsoft.ML;
using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>What the transformers that make heatmaps have in common: a network, which is in their part of the model zip, and a method.</summary>
public abstract class HeatmapTransformer : CnnTransformer, IDisposable
{
    private readonly HeatmapOptions _options;
    private readonly string _name;
    private readonly ExplainedNetwork _network;

    private protected HeatmapTransformer(Model model, HeatmapOptions options, string name)
    {
        // A layer of another name is refused here already: that needs no data.
        if (options.Explains is CamMethod { Layer: { } layer }) model.PathOf(layer);
        if (options.Explains is GuidedGradCam { Layer: { } guided }) model.PathOf(guided);
        (_options, _name) = (options, name);
        _network = new ExplainedNetwork(model, options.Engine, options.Threads);
    }

    /// <summary>The network explained.</summary>
    public Model Model => _network.Model;

    /// <summary>Releases the compiled network; a later use compiles it again.</summary>
    public void Dispose() => _network.Dispose();

    private protected static (Model Model, T Options) Read<T>(TransformerReader reader)
        where T : HeatmapOptions
    {
        var options = reader.ReadSettings<T>();
        options.Validate();
        return (NetworkArchive.Read(reader), options with { Engine = reader.Engine });
    }

    private protected sealed override IColumnMapper Bind(DataViewSchema inputSchema) => new HeatmapMapper(inputSchema, _options, _network, _name);

    private protected sealed override void Save(ModelSaveContext context) => NetworkArchive.Write(new TransformerWriter(context, _name, _options), Model);
}
