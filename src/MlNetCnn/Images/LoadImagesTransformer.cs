using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Imaging;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Loads pictures from files. Made by <c>ml.Cnn.LoadImages</c>. Files are read when the column is; several are decoded at once.</summary>
[TransformerName("LoadImages")]
public sealed class LoadImagesTransformer : CnnTransformer
{
    internal LoadImagesTransformer(LoadImagesOptions options) => Options = options;

    /// <summary>The settings.</summary>
    public LoadImagesOptions Options { get; }

    internal static LoadImagesTransformer Load(TransformerReader reader)
    {
        var options = reader.ReadSettings<LoadImagesOptions>();
        options.Validate();
        return new LoadImagesTransformer(options);
    }

    private protected override IColumnMapper Bind(DataViewSchema inputSchema) => new Mapper(Options, inputSchema);

    private protected override void Save(ModelSaveContext context) => _ = new TransformerWriter(context, "LoadImages", Options);

    private sealed class Batch(int capacity)
    {
        public readonly string[] Paths = new string[capacity];
        public readonly Image?[] Images = new Image?[capacity];
        public readonly Exception?[] Errors = new Exception?[capacity];
    }

    private sealed class Mapper : ColumnMapper<Batch>
    {
        private readonly LoadImagesOptions _options;
        private readonly DataViewSchema.Column _input;
        private readonly int _channels;

        public Mapper(LoadImagesOptions options, DataViewSchema schema)
            : base(schema)
        {
            _options = options;
            _input = Columns.Text(schema, options.InputColumnName, "LoadImages");
            _channels = options.ColorMode == ColorMode.Grayscale ? 1 : 3;
            Inputs = [_input];
            DataViewType type = options is { Height: { } height, Width: { } width }
                ? Columns.FloatVectorType([height, width, _channels])
                : CnnImageDataViewType.Instance;
            Outputs = [new DataViewSchema.DetachedColumn(options.OutputColumnName, type, type is VectorDataViewType ? PixelHistory.Raw.ToAnnotations() : null)];
        }

        public override IReadOnlyList<DataViewSchema.Column> Inputs { get; }

        public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

        public override int BatchSize => 4 * Environment.ProcessorCount;

        public override Batch NewBatch(int capacity) => new(capacity);

        public override Action<Batch, int> CreateReader(DataViewRow source)
        {
            var getPath = source.GetGetter<ReadOnlyMemory<char>>(_input);
            ReadOnlyMemory<char> path = default;
            return (batch, slot) =>
            {
                getPath(ref path);
                batch.Paths[slot] = path.ToString();
            };
        }

        public override void Run(Batch batch, int count)
        {
            if (count == 1) LoadOne(batch, 0);
            else Parallel.For(0, count, slot => LoadOne(batch, slot));
        }

        public override Delegate CreateGetter(int output, Func<(Batch Batch, int Slot)> current)
        {
            if (_options.Height is null) return (ValueGetter<Image>)((ref Image value) => value = Get(current()));
            return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
            {
                var image = Get(current());
                var editor = VBufferEditor.Create(ref value, image.Pixels.Length);
                Pixels.ToSingle(image.Pixels, editor.Values);
                value = editor.Commit();
            });
        }

        private static Image Get((Batch Batch, int Slot) at)
        {
            // A file that cannot be read is an error of its own row, whichever batch it was decoded in.
            if (at.Batch.Errors[at.Slot] is { } error) throw error;
            return at.Batch.Images[at.Slot]!;
        }

        private void LoadOne(Batch batch, int slot)
        {
            (batch.Images[slot], batch.Errors[slot]) = (null, null);
            try
            {
                batch.Images[slot] = ImageSource.Load(batch.Paths[slot], _options);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
            {
                batch.Errors[slot] = e;
            }
        }
    }
}
