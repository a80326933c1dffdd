using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass("Concatenates one or more columns of the same item type.", typeof(ColumnConcatenatingTransformer), null,
    typeof(SignatureLoadModel), "Concat Transform", ColumnConcatenatingTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Joins scalars and vectors of one type into a vector.</summary>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "ConcatTransform";

    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingTransformer(IHostEnvironment env, string outputColumnName, string[] inputColumnNames)
        : base(env, nameof(ColumnConcatenatingTransformer))
    {
        _output = outputColumnName;
        _inputs = inputColumnNames;
    }

    private static VersionInfo GetVersionInfo() => new("CONCAT F", 0x00010001, 0x00010001, 0x00010001,
        typeof(ColumnConcatenatingTransformer).Assembly.FullName, LoaderSignature);

    private static ColumnConcatenatingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        string output = ctx.LoadNonEmptyString();
        int count = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(count > 0 && count <= ctx.Header.CbModel / sizeof(int), $"Corrupt model file: {count} columns");
        var inputs = new string[count];
        for (int i = 0; i < count; i++)
            inputs[i] = ctx.LoadNonEmptyString();
        return new ColumnConcatenatingTransformer(env, output, inputs);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.SaveNonEmptyString(_output);
        ctx.Writer.Write(_inputs.Length);
        foreach (string input in _inputs)
            ctx.SaveNonEmptyString(input);
    }

    private protected override AddedColumns Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column[] inputs = Array.ConvertAll(_inputs, name => inputSchema.GetColumnOrNull(name)
            ?? throw Contracts.ExceptMissingColumn(nameof(inputSchema), "input", name));
        DataViewType itemType = inputs[0].Type.ItemType();
        foreach (DataViewSchema.Column input in inputs)
        {
            if (!input.Type.ItemType().Equals(itemType))
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", input.Name, itemType.ToString(), input.Type.ToString());
        }
        if (itemType is not PrimitiveDataViewType primitive)
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", inputs[0].Name, "a primitive type or a vector of one", itemType.ToString());
        return new Concatenation(inputSchema, _output, inputs, primitive);
    }

    private sealed class Concatenation : AddedColumns
    {
        private readonly DataViewSchema.Column[] _inputs;
        private readonly PrimitiveDataViewType _itemType;

        public Concatenation(DataViewSchema inputSchema, string output, DataViewSchema.Column[] inputs, PrimitiveDataViewType itemType)
            : base(inputSchema)
        {
            _inputs = inputs;
            _itemType = itemType;
            Columns = [IsIdentity
                ? new DataViewSchema.DetachedColumn(output, inputs[0].Type, inputs[0].Annotations)
                : new DataViewSchema.DetachedColumn(output, new VectorDataViewType(itemType, SizeOf(inputs)), Annotations(SizeOf(inputs)))];
        }

        public override IReadOnlyList<DataViewSchema.DetachedColumn> Columns { get; }

        private bool IsIdentity => _inputs.Length == 1 && _inputs[0].Type is VectorDataViewType;

        public override IReadOnlyList<int> SourcesOf(int added) => Array.ConvertAll(_inputs, input => input.Index);

        public override Delegate CreateGetter(DataViewRow input, int added)
            => GenericCall.Invoke<Delegate>(typeof(Concatenation), this, nameof(CreateGetterCore), _itemType.RawType, input);

        private ValueGetter<VBuffer<T>> CreateGetterCore<T>(DataViewRow row)
        {
            if (IsIdentity)
                return row.GetGetter<VBuffer<T>>(_inputs[0]);
            var parts = new VBuffer<T>[_inputs.Length];
            ValueGetter<VBuffer<T>>[] getters = Array.ConvertAll(_inputs, input => PartGetter<T>(row, input));
            return (ref VBuffer<T> value) =>
            {
                int length = 0;
                int explicitCount = 0;
                for (int i = 0; i < parts.Length; i++)
                {
                    getters[i](ref parts[i]);
                    length = checked(length + parts[i].Length);
                    explicitCount += parts[i].GetValues().Length;
                }
                bool sparse = explicitCount <= length / 2;
                var editor = VBufferEditor.Create(ref value, length, sparse ? explicitCount : length);
                int slot = 0;
                int at = 0;
                foreach (VBuffer<T> part in parts)
                {
                    if (sparse)
                    {
                        for (int i = 0; i < part.GetValues().Length; i++, at++)
                        {
                            editor.Values[at] = part.GetValues()[i];
                            editor.Indices[at] = slot + (part.IsDense ? i : part.GetIndices()[i]);
                        }
                    }
                    else
                    {
                        part.CopyTo(editor.Values, slot);
                    }
                    slot += part.Length;
                }
                value = editor.Commit();
            };
        }

        private static ValueGetter<VBuffer<T>> PartGetter<T>(DataViewRow row, DataViewSchema.Column input)
        {
            if (input.Type is VectorDataViewType vector)
            {
                ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(input);
                return (ref VBuffer<T> part) =>
                {
                    getter(ref part);
                    Contracts.Check(!vector.IsKnownSize || part.Length == vector.Size, $"Column '{input.Name}': expected {vector.Size} slots, but got {part.Length}");
                };
            }
            ValueGetter<T> scalar = row.GetGetter<T>(input);
            return (ref VBuffer<T> part) =>
            {
                var editor = VBufferEditor.Create(ref part, 1);
                scalar(ref editor.Values[0]);
                part = editor.Commit();
            };
        }

        /// <summary>The slots of all inputs, 0 where the size of one varies.</summary>
        private static int SizeOf(DataViewSchema.Column[] inputs)
        {
            int size = 0;
            foreach (DataViewSchema.Column input in inputs)
            {
                if (input.Type is VectorDataViewType { IsKnownSize: false })
                    return 0;
                size = checked(size + Math.Max(1, input.Type.VectorSize()));
            }
            return size;
        }

        private DataViewSchema.Annotations Annotations(int size)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            if (_itemType is NumberDataViewType && _inputs.All(input => input.IsNormalized()))
                annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
            if (size > 0 && _inputs.Any(input => input.Type is not VectorDataViewType || input.HasSlotNames()))
            {
                annotations.Add(AnnotationKinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, size),
                    (ref VBuffer<ReadOnlyMemory<char>> names) => GetSlotNames(size, ref names));
            }
            int[] ranges = size > 0 ? CategoricalRanges() : [];
            if (ranges.Length > 0)
                annotations.Add(AnnotationKinds.CategoricalSlotRanges, new VectorDataViewType(NumberDataViewType.Int32, ranges.Length / 2, 2), AnnotationValue.CreateVector(ranges));
            return annotations.ToAnnotations();
        }

        /// <summary>First and last slot of each range of the inputs, moved to where the input stands.</summary>
        private int[] CategoricalRanges()
        {
            var ranges = new List<int>();
            int slot = 0;
            foreach (DataViewSchema.Column input in _inputs)
            {
                if (input.Type is VectorDataViewType
                    && input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.CategoricalSlotRanges)?.Type.RawType == typeof(VBuffer<int>))
                {
                    VBuffer<int> own = default;
                    input.Annotations.GetValue(AnnotationKinds.CategoricalSlotRanges, ref own);
                    ranges.AddRange(own.DenseValues().Select(edge => edge + slot));
                }
                slot += Math.Max(1, input.Type.VectorSize());
            }
            return [.. ranges];
        }

        /// <summary>A scalar's slot has its column's name, a vector's named slots "column.slot".</summary>
        private void GetSlotNames(int size, ref VBuffer<ReadOnlyMemory<char>> names)
        {
            var editor = VBufferEditor.Create(ref names, size);
            editor.Values.Clear();
            int slot = 0;
            foreach (DataViewSchema.Column input in _inputs)
            {
                if (input.Type is not VectorDataViewType vector)
                {
                    editor.Values[slot++] = input.Name.AsMemory();
                    continue;
                }
                VBuffer<ReadOnlyMemory<char>> slotNames = default;
                if (input.HasSlotNames())
                    input.GetSlotNames(ref slotNames);
                foreach (var (index, name) in slotNames.Items())
                {
                    if (!name.IsEmpty)
                        editor.Values[slot + index] = $"{input.Name}.{name}".AsMemory();
                }
                slot += vector.Size;
            }
            names = editor.Commit();
        }
    }
}
