using Microsoft.ML;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Varies pictures as Keras's <c>ImageDataGenerator</c> does. Made by <c>ml.Cnn.AugmentImages</c>.</summary>
[TransformerName("AugmentImages")]
public sealed class AugmentImagesTransformer : CnnTransformer
{
    internal AugmentImagesTransformer(AugmentImagesOptions options) => Options = options;

    /// <summary>The settings.</summary>
    public AugmentImagesOptions Options { get; }

    internal static AugmentImagesTransformer Load(TransformerReader reader)
    {
        var options = reader.ReadSettings<AugmentImagesOptions>();
        options.Validate();
        return new AugmentImagesTransformer(options);
    }

    private protected override IColumnMapper Bind(DataViewSchema inputSchema) =>
        Getters.Find(inputSchema, Options.Input, "AugmentImages").Type is CnnImageDataViewType ? new AugmentPictures(Options, inputSchema) : new AugmentPixels(Options, inputSchema);

    private protected override void Save(ModelSaveContext context) => _ = new TransformerWriter(context, "AugmentImages", Options);
}
