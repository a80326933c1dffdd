using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Lays heatmaps over their pictures, several at once.</summary>
internal sealed class OverlayHeatmapMapper : ColumnMapper<OverlayHeatmapMapper.Batch>
{
    private readonly OverlayHeatmapOptions _options;
    private readonly DataViewSchema.Column _image, _heatmap;
    private readonly Shape _map;

    public OverlayHeatmapMapper(DataViewSchema schema, OverlayHeatmapOptions options)
        : base(schema)
    {
        _options = options;
        _image = ImageColumn.Find(schema, options.ImageColumnName, "OverlayHeatmap");
        (_heatmap, _map) = Columns.FloatVector(schema, options.HeatmapColumnName, "OverlayHeatmap");
        if (_map.Rank != 2 || _map.Any(d => d < 1))
            throw new ArgumentException($"OverlayHeatmap needs heatmaps, (height, width); the column '{options.HeatmapColumnName}' has the shape {_map}.");
        DataViewType made = _image.Type is VectorDataViewType pixels ? Columns.FloatVectorType([pixels.Dimensions[0], pixels.Dimensions[1], 3]) : CnnImageDataViewType.Instance;
        Inputs = [_image, _heatmap];
        Outputs = [new DataViewSchema.DetachedColumn(options.OutputColumnName, made, null)];
    }

    public override IReadOnlyList<DataViewSchema.Column> Inputs { get; }

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    public override int BatchSize => 4 * Environment.ProcessorCount;

    public override Batch NewBatch(int capacity) => new(capacity, (int)_map.Count);

    public override Action<Batch, int> CreateReader(DataViewRow source)
    {
        var getImage = ImageColumn.CreateReader(source, _image);
        var getMap = source.GetGetter<VBuffer<float>>(_heatmap);
        VBuffer<float> map = default;
        return (batch, slot) =>
        {
            batch.Images[slot] = getImage();
            getMap(ref map);
            map.CopyTo(batch.Maps[slot]);
            NetworkPixels.CheckFinite(batch.Maps[slot], _heatmap.Name, source.Position, "OverlayHeatmap");
        };
    }

    public override void Run(Batch batch, int count)
    {
        if (count == 1) Lay(0);
        else Parallel.For(0, count, Lay);

        void Lay(int slot) => batch.Images[slot] = _options.Overlay.Apply(new Heatmap(_map[0], _map[1], batch.Maps[slot]), batch.Images[slot]!);
    }

    public override Delegate CreateGetter(int output, Func<(Batch Batch, int Slot)> current)
    {
        if (_image.Type is CnnImageDataViewType) return (ValueGetter<Image>)((ref Image value) => value = Overlaid());
        return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
        {
            var pixels = Overlaid().Pixels;
            var editor = VBufferEditor.Create(ref value, pixels.Length);
            Pixels.ToSingle(pixels, editor.Values);
            value = editor.Commit();
        });

        Image Overlaid()
        {
            var (batch, slot) = current();
            return batch.Images[slot]!;
        }
    }

    /// <summary>Some pictures and their maps; then what is made of them.</summary>
    internal sealed class Batch(int capacity, int mapLength)
    {
        public readonly Image?[] Images = new Image?[capacity];
        public readonly float[][] Maps = [.. Enumerable.Range(0, capacity).Select(_ => new float[mapLength])];
    }
}
