using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>The outputs of layers of a network, all of them in one pass. Made by <c>ml.Cnn.LayerActivations</c>.</summary>
[TransformerName("LayerActivations")]
public sealed class LayerActivationsTransformer : CnnTransformer, IDisposable
{
    private readonly Network _network;

    internal LayerActivationsTransformer(Model model, LayerActivationsOptions options)
    {
        Options = options;
        _network = new Network(model, [.. options.Layers.Select(model.PathOf)], options.Engine, options.Threads);
    }

    /// <summary>The settings.</summary>
    public LayerActivationsOptions Options { get; }

    /// <summary>The network.</summary>
    public Model Model => _network.Model;

    /// <summary>Releases the compiled network; a later use compiles it again.</summary>
    public void Dispose() => _network.Dispose();

    internal static LayerActivationsTransformer Load(TransformerReader reader)
    {
        var options = reader.ReadSettings<LayerActivationsOptions>();
        options.Validate();
        return new LayerActivationsTransformer(NetworkArchive.Read(reader), options with { Engine = reader.Engine });
    }

    private protected override IColumnMapper Bind(DataViewSchema inputSchema) => new LayerActivationsMapper(inputSchema, Options, _network);

    private protected override void Save(ModelSaveContext context) =>
        NetworkArchive.Write(new TransformerWriter(context, "LayerActivations", Options), Model);
}
