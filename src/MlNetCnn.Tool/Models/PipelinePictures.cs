using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Experiments.Transfer;

namespace MlNetCnn.Tool.Models;

/// <summary>Reads pictures by the components of a fitted pipeline that stand before its network, then does what the network's own component does to pixels.</summary>
internal sealed class PipelinePictures : IPictureInput
{
    private readonly MLContext _ml = new();
    private readonly IReadOnlyList<ITransformer> _before;
    private readonly FittedNetwork _network;

    /// <exception cref="UserErrorException">The pipeline starts at something else than picture files, or its pictures have no fixed size.</exception>
    public PipelinePictures(ITransformer pipeline, FittedNetwork network, string file)
    {
        _network = network;
        _before = [.. LinksOf(pipeline).TakeWhile(t => t is not (ConvNetTransformer or ExtractFeaturesTransformer or ApplyModelTransformer))];
        if (!_before.OfType<LoadImagesTransformer>().Any(IsLoader))
            throw new UserErrorException($"The pipeline in '{file}' does not start at picture files in a column {nameof(PhotoPath.ImagePath)}; its network lies in the zip as a .keras archive, which can be looked at by itself.");
        var type = Rows([]).Schema.GetColumnOrNull(network.ImageColumnName)?.Type as VectorDataViewType;
        Shape = type is { Dimensions: [> 0, > 0, > 0] dimensions }
            ? new Shape([.. dimensions])
            : throw new UserErrorException($"The pipeline in '{file}' gives its network '{network.ImageColumnName}' as {type?.ToString() ?? "no numbers"}; pictures of one size are needed.");
    }

    public Shape Shape { get; }

    public string Preprocessing => string.Join(", then ", _before.OfType<PreprocessInputTransformer>().Select(p => p.Options.Mode)
        .Concat(_network.Preprocessing == Keras.Preprocessing.None ? [] : [_network.Preprocessing]).Select(m => m.ToString().ToLowerInvariant()).DefaultIfEmpty("none"))
        + (_network.Rescale == 1 ? "" : FormattableString.Invariant($", times {_network.Rescale}"));

    public void Read(string path, Span<float> pixels)
    {
        var view = Rows([path]);
        var column = view.Schema[_network.ImageColumnName];
        using var cursor = view.GetRowCursor([column]);
        var get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> values = default;
        if (!cursor.MoveNext()) throw new InvalidOperationException($"The pipeline gives no row for '{path}'.");
        get(ref values);
        values.CopyTo(pixels);
        PixelPreprocessing.Apply(_network.Preprocessing, _network.Rescale, pixels);
    }

    /// <summary>Turned by its EXIF block where the pipeline does so, or a heat map would lie across it.</summary>
    public Image Show(string path)
    {
        var image = ImageFile.Load(path);
        return (_before.OfType<LoadImagesTransformer>().First(IsLoader).Options.ApplyOrientation ? image.ApplyOrientation(ImageFile.Identify(path).Orientation) : image).ToRgb();
    }

    private static bool IsLoader(LoadImagesTransformer loader) => loader.Options.InputColumnName == nameof(PhotoPath.ImagePath);

    // A pipeline that was saved with its label mapping asks for a label too.
    private IDataView Rows(IReadOnlyList<string> files) => _before.Aggregate(
        (IDataView)_ml.Data.LoadFromEnumerable(files.Select(f => new PhotoRow { ImagePath = f }).ToList()), (view, transformer) => transformer.Transform(view));

    /// <summary>The components of a pipeline, chains laid open.</summary>
    public static IEnumerable<ITransformer> LinksOf(ITransformer transformer) => transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(LinksOf) : [transformer];
}
